"""Colour profiles: which may stay in a file, and how pixels leave theirs for sRGB.

ImageCms is imported only when a picture has a profile or needs one.
"""

from __future__ import annotations

import io

from PIL import Image

_HARMLESS = ("srgb", "display p3", "gray gamma", "dot gain", "generic gray", "s-gray", "sgry")


def is_harmless(profile: bytes | None) -> bool:
    """Whether a file with this ICC profile may be sent as it came.

    sRGB, Display P3 (each recent phone) and gray profiles look right even to a reader that ignores
    them.
    """
    if not profile:
        return True
    from PIL import ImageCms

    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(opened).lower()
    except (ImageCms.PyCMSError, OSError):
        return False
    return any(word in name for word in _HARMLESS)


def without_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return an L or RGB picture whose numbers mean sRGB; alpha must be gone already."""
    if image.mode == "P":
        image = image.convert("RGB")
    if image.mode in ("1", "LA", "La"):
        return image.convert("L")
    if image.mode == "LAB" or (profile and image.mode in ("RGB", "CMYK")):
        image = _through_cms(image, profile)
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _through_cms(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by profile; a broken or unfitting profile is treated as none."""
    from PIL import ImageCms

    try:
        if image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        target = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return turned or image
