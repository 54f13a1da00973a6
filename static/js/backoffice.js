// Gives the search fields of pickers (Select2) the names of their labels, which they lack.
"use strict";

{
  const pickers = (within) => within.querySelectorAll("select.admin-autocomplete");

  const labelOf = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) label.id ||= `${select.id}_label`;
    return label;
  };

  const nameSearchField = (field, select) => {
    field?.setAttribute("aria-labelledby", labelOf(select)?.id ?? "");
  };

  const namePicker = (select) => {
    const shown = select.nextElementSibling;
    nameSearchField(shown?.querySelector(".select2-search__field"), select);
    const value = shown?.querySelector(".select2-selection--single .select2-selection__rendered");
    if (value) {
      // The value is part of the name of the box that opens the list, not a field of its own.
      value.removeAttribute("role");
      value.removeAttribute("aria-readonly");
      value.parentElement.setAttribute("aria-labelledby", `${labelOf(select)?.id ?? ""} ${value.id}`);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const select of pickers(document)) {
      // Each choice can be removed by itself; a button for all of them is no item of their list.
      if (select.multiple) select.dataset.allowClear = "false";
    }
    // jQuery calls those who wait for the page in their order: by then the pickers are there.
    window.django?.jQuery?.(() => pickers(document).forEach(namePicker));
    window.django?.jQuery?.(document).on("select2:open select2:select select2:unselect", (event) => {
      namePicker(event.target);
      nameSearchField(document.querySelector(".select2-search--dropdown .select2-search__field"), event.target);
    });
  });

  document.addEventListener("formset:added", (event) => {
    window.setTimeout(() => pickers(event.target).forEach(namePicker));
  });
}
