"""From notebooks to a site: what is stale, what runs, and the form in which notebooks are kept."""
