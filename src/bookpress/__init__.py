"""Makes a site, slides, printed pages and a browser edition from notebooks, and checks them."""
