"""Settings (设置): one frozen ``Config``, the ``Clock``, and the root of the error tree."""
