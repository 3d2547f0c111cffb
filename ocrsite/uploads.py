"""Where uploaded bytes go before a view asks for them: to disk, and only as far as is wise.

Django writes files to disk while it looks for the form's token, before anybody has asked who
sends them. So what strangers send is dropped here, and what finds no room is refused whole.

* TooLarge      more than one request may bring
* NoRoom        the disk could not hold it
"""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

SPARE_BYTES = 200 * 1024 * 1024
"""What stays free for the database and for page images."""


class TooLarge(RequestDataTooBig):
    """More bytes than `MAX_REQUEST_BYTES`."""


class NoRoom(RequestDataTooBig):
    """The disk of the data folder is nearly full."""


class GuardedUploads(TemporaryFileUploadHandler):
    """Django's temporary files, for people who are signed in, while there is room."""

    def handle_raw_input(self, _data: Any, _meta: Any, content_length: int, *_rest: Any) -> None:
        """Raises `TooLarge` and `NoRoom` before the first byte is kept."""
        if self._is_stranger():
            return
        if content_length > settings.MAX_REQUEST_BYTES:
            raise TooLarge(f"{content_length} bytes")
        free = shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free
        # Uploaded bytes lie there twice for a moment: as they come, and in their job's folder.
        if 2 * content_length + SPARE_BYTES > free:
            raise NoRoom(f"{content_length} bytes, {free} free")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self._is_stranger():
            raise SkipFile
        super().new_file(*args, **kwargs)

    def _is_stranger(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is None or not user.is_authenticated
