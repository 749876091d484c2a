"""What the chapters of *Industrial Clusters* share: tables by name, analyses of cases, models, words."""
