"""`python -m bench.pages.bare_serve PORT`: the yardstick under the same web server."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.pages.bare_settings"


def main() -> int:
    import django

    django.setup()
    from timpora.serving import serve

    return serve(int(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
