"""Pictures as people and attackers send them, made anew for every test: whole, broken, and made to harm."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SIZE = (60, 40)
SCRIPT = b"<script>alert('hostile')</script>"
SECRET = "Geheimer Ort"
TURNED_BACK = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture that shows which way is up: red and green above, blue and white below."""
    picture, (width, height) = Image.new("RGB", size, "white"), size
    picture.paste("red", (0, 0, width // 2, height // 2))
    picture.paste("lime", (width // 2, 0, width, height // 2))
    picture.paste("blue", (0, height // 2, width // 2, height))
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """`picture` as a file of this kind."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def plain(kind: str, mode: str = "RGB", size: tuple[int, int] = SIZE, **options: object) -> bytes:
    """A picture of one shade in `mode` as a file of this kind."""
    return saved(Image.new(mode, size), kind, **options)


# Broken


def cut(kind: str) -> bytes:
    """The first two thirds of a file."""
    whole = saved(quarters((300, 200)), kind)
    return whole[: len(whole) * 2 // 3]


def with_wrong_checksum() -> bytes:
    """A PNG one bit of whose picture data has tipped over."""
    whole = bytearray(saved(quarters(), "PNG"))
    whole[whole.index(b"IDAT") + 12] ^= 1
    return bytes(whole)


def with_broken_orientation() -> bytes:
    """A JPEG whose EXIF is noise."""
    return plain("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(range(60)))


def with_profile(profile: bytes, kind: str = "JPEG") -> bytes:
    """A picture with `profile` as its colour profile."""
    return plain(kind, icc_profile=profile)


def standard_profile() -> bytes:
    """A sound colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


# Too much


def chunk(name: bytes, content: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def flat_png(width: int, height: int, *, colour_type: int = 6, extra: bytes = b"", rows: int | None = None) -> bytes:
    """A PNG of any size, written row by row; `extra` parts stand before the picture, which may lack rows."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width * {0: 1, 2: 3, 6: 4}[colour_type])
    data = [packer.compress(row) for _ in range(height if rows is None else rows)]
    data.append(packer.flush())
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", b"".join(data)) + chunk(b"IEND", b"")


def text_bomb(kind: bytes) -> bytes:
    """A small PNG whose text is 50 MB long once it is unpacked."""
    packed = zlib.compress(bytes(50_000_000), 9)
    content = b"Comment\0\0" + packed if kind == b"zTXt" else b"Comment\0\1\0\0\0" + packed
    return flat_png(*SIZE, extra=chunk(kind, content))


def profile_bomb() -> bytes:
    """A small PNG whose colour profile is 50 MB long once it is unpacked."""
    return flat_png(*SIZE, extra=chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50_000_000), 9)))


# Two things at once


def with_archive(picture: bytes) -> bytes:
    """`picture` with a ZIP archive behind it."""
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hostile.html", SCRIPT)
    return picture + out.getvalue()


def with_comment(comment: bytes) -> bytes:
    """A JPEG with `comment` inside."""
    return plain("JPEG", comment=comment)


def script_as_gif() -> bytes:
    """A GIF that is a script as well."""
    return b"GIF89a/*" + plain("GIF")[8:] + b"*/=1;alert('hostile')"


# What pictures tell


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """The quarters as a camera keeps them that was held in this way."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    method = TURNED_BACK[orientation]
    stored = quarters() if method is None else quarters().transpose(method)
    return saved(stored, kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}))


def position() -> Image.Exif:
    """Metadata that tell where, when and by whom a picture was taken."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SECRET, SECRET
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (52.0, 30.0, 0.0), "E", (13.0, 24.0, 0.0)
    return exif


def xmp() -> bytes:
    """The same in XMP."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,30.0N">{SECRET}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def with_iptc() -> bytes:
    """A JPEG that tells the place in IPTC."""
    place = SECRET.encode()
    record = b"\x1c\x02\x5a" + struct.pack(">H", len(place)) + place
    resource = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    whole = plain("JPEG")
    return whole[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + whole[2:]


def with_texts() -> bytes:
    """A PNG with the place as plain, packed and international text."""
    texts = PngInfo()
    texts.add_text("Location", SECRET)
    texts.add_text("Comment", SECRET, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    return plain("PNG", pnginfo=texts, exif=position())


# Other kinds


def with_transparency() -> bytes:
    """A PNG with a palette one colour of which is transparent."""
    few = quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    return saved(few, "PNG", transparency=few.getpixel((0, 0)))


def sixteen_bits() -> bytes:
    """A gray PNG with 16 bits: dark on the left, bright on the right."""
    half = SIZE[0] // 2
    return _deep_png(0, struct.pack(">H", 0x4000) * half + struct.pack(">H", 0xC000) * half)


def sixteen_bits_in_colour() -> bytes:
    """A PNG with 16 bits in each of three colours."""
    return _deep_png(2, struct.pack(">HHH", 0xC000, 0x4000, 0) * SIZE[0])


def _deep_png(colour_type: int, row: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 16, colour_type, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress((b"\0" + row) * SIZE[1]))
    return b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    """Two pictures that follow each other."""
    return saved(quarters(), kind, save_all=True, append_images=[Image.new("RGB", SIZE, "black")])


def svg() -> bytes:
    """A drawing with a script."""
    return b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'>" + SCRIPT + b"</svg>"


def pdf() -> bytes:
    """A document with one empty page."""
    return saved(Image.new("RGB", SIZE), "PDF")


def brand(name: bytes) -> bytes:
    """The beginning of a file of the HEIC and AVIF family."""
    return struct.pack(">I", 24) + b"ftyp" + name + bytes(4) + b"mif1" + name + bytes(400)
