"""What is made beside the site: slides, paper, a browser edition, plain notebooks, assignments."""
