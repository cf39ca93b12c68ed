"""What printing, scanning and saving do to a line of text: seeded, so that every line can be made again."""

import io
import math
import random
from functools import partial
from statistics import NormalDist

from PIL import Image, ImageChops, ImageDraw, ImageFilter

QUANTILES = [NormalDist().inv_cdf((value + 0.5) / 256) for value in range(256)]


def spoiled(ink: Image.Image, rng: random.Random, *, harsh: float = 1.0, high: int = 0) -> Image.Image:
    """A grey picture as a scanner would give it of ``ink`` (black on white).

    ``harsh`` 0-1 scales the damage; ``high`` is the height of a line in pixels, where it is not that of the picture.
    """
    image = toned(ink, rng)
    soften = partial(blurred, high=high or ink.height)
    for step, share in ((stretched, 0.25), (soften, 0.6), (shaded, 0.25), (ruled, 0.06)):
        image = step(image, rng, harsh) if rng.random() < share else image
    if rng.random() < 0.65:
        image = noisy(image, rng.uniform(2, 26) * harsh, rng)
    if rng.random() < 0.15:
        limit = rng.randint(110, 175)
        return image.point(lambda value: 255 if value > limit else 0)
    return jpeg(image, rng.randint(35, 90)) if rng.random() < 0.65 else image


def toned(image: Image.Image, rng: random.Random) -> Image.Image:
    dark = rng.choice((0, rng.randint(0, 110)))
    light = rng.choice((255, rng.randint(195, 255)))
    return image.point(lambda value: dark + (light - dark) * value // 255)


def stretched(image: Image.Image, rng: random.Random, harsh: float) -> Image.Image:
    return image.resize((max(8, round(image.width * (1 + rng.uniform(-0.14, 0.14) * harsh))), image.height))


def blurred(image: Image.Image, rng: random.Random, harsh: float, *, high: int) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.2 + 0.9 * harsh) * max(1.0, high / 60)))


def shaded(image: Image.Image, rng: random.Random, harsh: float) -> Image.Image:
    shade = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(image.size)
    return ImageChops.multiply(image, shade.point(lambda value: 255 - round(value * 0.35 * harsh)))


def ruled(image: Image.Image, rng: random.Random, harsh: float) -> Image.Image:
    """Borders of a table or an underline close to the text."""
    image, thick = image.copy(), rng.randint(1, 1 + round(2 * harsh))
    pen, wide, high = ImageDraw.Draw(image), image.width - 1, image.height - 1
    ends = rng.choice(
        (((0, 0), (0, high)), ((wide, 0), (wide, high)), ((0, high), (wide, high)), ((0, 0), (wide, 0)))
    )
    pen.line(ends, fill=rng.randint(0, 120), width=thick)
    return image


def noisy(image: Image.Image, sigma: float, rng: random.Random) -> Image.Image:
    """Gaussian noise; Pillow's own cannot be seeded."""
    table = [max(0, min(255, round(128 + sigma * value))) for value in QUANTILES]
    grain = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height)).point(table)
    if rng.random() < 0.5:  # grain of a scan that was made smaller or smoothed
        grain = grain.filter(ImageFilter.GaussianBlur(0.6))
    return ImageChops.add(image, grain, 1, -128)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    body = io.BytesIO()
    image.save(body, "JPEG", quality=quality)
    return Image.open(io.BytesIO(body.getvalue())).convert("L")


def skewed(image: Image.Image, degrees: float, around: tuple[float, float]) -> Image.Image:
    if math.isclose(degrees, 0, abs_tol=0.05):
        return image
    return image.rotate(degrees, Image.Resampling.BILINEAR, center=around, fillcolor=255)
