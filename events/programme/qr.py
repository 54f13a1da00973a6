"""QR codes (ISO/IEC 18004) as SVG, black on white."""

from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> str:
    """`address` as an SVG document without style attributes; raises segno.DataOverflowError beyond 2,953 bytes."""
    import segno  # only where a code is drawn

    code = segno.make(address, error="l", micro=False, boost_error=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr-code", lineclass=None, omitsize=True)


def qr_code(address: str) -> SafeString:
    """`address` for a page that names it beside the code: readers skip the picture."""
    return mark_safe(qr_svg(address).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
