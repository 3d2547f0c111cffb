"""Settings of the test run: everything in a temporary folder, the real database engine.

`DATABASE_URL` chooses the database; `tests.run` runs the suite on SQLite and PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="ocrsite-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["OCRSITE_DATA"] = _folder
for _name in ("OCRSITE_HTTPS", "OCRSITE_KEYS", "DJANGO_DEBUG", "OCRSITE_ADMIN_PASSWORD"):
    os.environ.pop(_name, None)

from ocrsite.settings import *  # noqa: E402, F403
from ocrsite.settings import DATABASES, HUEY, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HUEY = {
    "huey_class": "huey.MemoryHuey", "name": "tests", "immediate": False,
    "results": False, "consumer": HUEY["consumer"],
}  # fmt: skip
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
BACK_OFF_SECONDS = 0.01
