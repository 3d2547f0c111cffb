"""Static files under names that carry a hash, JavaScript modules and what they import too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; without the switch an imported module would go stale in caches."""

    support_js_module_import_aggregation = True
