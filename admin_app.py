"""The admin from a checkout: `streamlit run admin_app.py` (the settings come from .streamlit/config.toml).

Installed, use `loyalty admin`. Both lead to the same pages in `loyalty.admin.app`.
"""

from loyalty.admin.app import main

main()
