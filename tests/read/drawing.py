"""Pages of Thai text drawn as pictures, and made worse as scanners and offices do."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype/tlwg")
FONT = FONTS / "Laksaman.ttf"
PAPER = (1240, 1754)  # A4 at 150 dpi
LINES = (
    "ประกาศองค์การบริหารส่วนตำบลต้นไม้งาม",
    "เรื่อง แผนการดำเนินงานและการใช้งบประมาณประจำปี",
    "ด้วยคณะผู้บริหารได้จัดทำแผนการดำเนินงานตามระเบียบกระทรวงมหาดไทย",
    "ว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น",
    "เพื่อให้ประชาชนในพื้นที่ได้รับทราบและมีส่วนร่วมในการตรวจสอบ",
    "จึงขอประกาศให้ทราบโดยทั่วกัน ณ ศาลาประชาคม",
)
TEXT = "\n".join(LINES)


@cache
def page(lines=LINES, *, size=34, paper=PAPER, top=120, scale=1.0):
    """A page of ``lines`` in grey; ``size`` in pixels, 34 being 16 points at 150 dpi."""
    width, height = (round(side * scale) for side in paper)
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, round(size * scale))
    for number, line in enumerate(lines):
        pen.text((round(130 * scale), round((top + number * size * 1.6) * scale)), line, font=font, fill=0)
    return picture


def grainy(picture, strength):
    return ImageChops.add(picture, Image.effect_noise(picture.size, strength), 1, -128)


def slanted(picture, degrees):
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def blurred(picture, radius):
    return picture.filter(ImageFilter.GaussianBlur(radius))


def one_bit(picture):
    return grainy(blurred(picture, 0.6), 20).point(lambda grey: 255 if grey > 150 else 0).convert("1")


def saved(picture, kind, **more):
    """The bytes of a picture file."""
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def scanned(*pictures, dpi=150, quality=80):
    """A PDF of one picture a page."""
    first, *rest = [picture.convert("RGB") for picture in pictures]
    return saved(first, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=quality)
