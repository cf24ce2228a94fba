"""Mental models, predictions, how well they were calibrated, and recall cards."""
