// What can be measured of an open page; each function returns a line for every finding.
window.looking = (() => {
  const isSeen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest('.select2-hidden-accessible')
    && element.getClientRects().length > 0 && element.getBoundingClientRect().width > 1;
  const nameOf = (element) => {
    const text = (element.innerText || element.getAttribute('aria-label') || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}: ${text}`;
  };

  // Colours as they are painted, whatever their notation.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgba = (color) => {
    if (!known.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(color, [r, g, b, a / 255]);
    }
    return known.get(color);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (color) => {
    const [r, g, b] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    const root = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, layer) => over(layer, below), root);
  };
  // A field within its frame or its label is as large as that.
  const best = (element) => (element.matches('input') && element.closest('label, .select2-selection')) || element;

  // Whether what has the focus shows it, and something of it is not covered by anything else (SC 2.4.7, 2.4.11).
  const focused = () => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (element.matches('iframe')) return [];
    // Within a date or time field the browser marks the part that has the focus, and the field itself does not match.
    if (element.matches('[type=date], [type=time]') && !element.matches(':focus-visible')) return [];
    const twin = element.matches('input') && element.nextElementSibling ? getComputedStyle(element.nextElementSibling) : style;
    const isOutlined = (each) => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 2;
    const shape = element.closest('svg') ? [...element.querySelectorAll('path, circle')].map((each) => getComputedStyle(each)) : [];
    const frame = getComputedStyle(best(element));
    const isShown = [style, twin, frame, getComputedStyle(element, '::after')].some((each) => isOutlined(each) || each.boxShadow !== 'none')
      || shape.some((each) => each.stroke !== 'none' && parseFloat(each.strokeWidth) >= 2);
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [width, height] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top];
    const isPart = (hit) => hit === element || element.contains(hit) || hit.contains(element)
      || [...(element.labels || [])].some((each) => each.contains(hit));
    const isFree = width > 0 && height > 0 && [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit && isPart(hit);
    });
    return [...(isShown ? [] : [`focus not shown: ${nameOf(element)}`]), ...(isFree ? [] : [`focus covered: ${nameOf(element)}`])];
  };

  return {
    // Text with less than 7:1 to what is painted behind it (SC 1.4.6), and controls whose edge has less than 3:1 (SC 1.4.11).
    weak: () => {
      const found = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
        if (!text || element.closest('svg, .kern-sr-only, .visually-hidden, [disabled], option') || !isSeen(element)) continue;
        const ground = behind(element);
        const ratio = contrast(over(rgba(getComputedStyle(element).color), ground), ground);
        if (ratio < 7) found.add(`${ratio.toFixed(1)} ${nameOf(element)}`);
      }
      for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea, button')) {
        const control = field.closest('.kern-form-input__select-wrapper, .select2-selection') || field;
        if (!isSeen(control) || field.matches('[type=checkbox], [type=radio], [type=file], [disabled]')) continue;
        const style = getComputedStyle(control), outside = behind(control.parentElement);
        const sides = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => parseFloat(style[`border${side}Width`]) > 0);
        const edges = sides.map((side) => contrast(over(rgba(style[`border${side}Color`]), outside), outside));
        const icon = contrast(over(rgba(getComputedStyle(control, '::before').backgroundColor), outside), outside);
        // A button without an edge is told by its text, which is measured above.
        if (field.matches('button') && field.innerText.trim() && !edges.length) continue;
        const drawn = field.querySelector('svg') ? contrast(over(rgba(getComputedStyle(field).color), outside), outside) : 0;
        const most = Math.max(contrast(behind(control), outside), icon, drawn, ...edges);
        if (most < 3) found.add(`${most.toFixed(1)} edge of ${nameOf(field)}`);
      }
      return [...found];
    },

    // Wider than the window (SC 1.4.10), with what sticks out.
    wide: () => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const scrolls = (element) => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
      return [...document.querySelectorAll('body *')]
        .filter((each) => each.getBoundingClientRect().right > room + 1 && !scrolls(each.parentElement)).slice(0, 3).map(nameOf).concat('too wide');
    },

    // Text that its box cuts off.
    cut: () => [...document.querySelectorAll('body *')].filter((element) => {
      const style = getComputedStyle(element), hides = ['hidden', 'clip'];
      if (!hides.includes(style.overflowX) && !hides.includes(style.overflowY)) return false;
      if (element.closest('.kern-sr-only, .visually-hidden, svg, .skip-link, select') || !element.innerText?.trim()) return false;
      if (!element.checkVisibility() || element.clientWidth <= 1) return false;
      return (hides.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
          || (hides.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
    }).map(nameOf),

    // The text spacing of SC 1.4.12, on and off.
    space: (isOn) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }`);
      document.adoptedStyleSheets = isOn ? [sheet] : [];
    },

    // Controls under so many pixels, but for links within sentences (SC 2.5.8, the exception; SC 2.5.5 otherwise).
    small: (least) => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')].filter((element) => {
      if (!isSeen(element) || element.closest('.kern-sr-only, .visually-hidden, .skip-link, .skip-to-content-link, svg')) return false;
      const style = getComputedStyle(element);
      if (style.display === 'inline' && element.matches('a')) return false;
      const label = element.labels?.[0];
      const isJoined = label && element.matches('[type=checkbox], [type=radio]');
      const reach = getComputedStyle(element, '::after');
      const cover = reach.content !== 'none' && reach.position === 'absolute' && element.closest('.event-card, .cluster-card, .door, li, article');
      const boxes = [cover || best(element), ...(isJoined && label.innerText.trim() ? [label] : [])].map((each) => each.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const height = Math.max(...boxes.map((box) => box.height));
      return width < least - 0.5 || height < least - 0.5;
    }).map((element) => {
      const box = best(element).getBoundingClientRect();
      return `${Math.round(box.width)}x${Math.round(box.height)} ${nameOf(element)}`;
    }),

    // Stops of the keyboard, forwards and backwards, at which the focus is not shown or wholly covered.
    unseen: () => {
      const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
        .filter((element) => element.tabIndex >= 0 && element.checkVisibility({ checkVisibilityCSS: true }));
      const found = new Set();
      for (const element of [...stops, ...stops.toReversed()]) {
        element.focus({ focusVisible: true });
        if (document.activeElement === element) focused().forEach((line) => found.add(line));
      }
      document.activeElement?.blur();
      scrollTo(0, 0);
      return [...found];
    },

    focused,
  };
})();
