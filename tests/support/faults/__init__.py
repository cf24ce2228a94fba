"""The machinery of the fault suite: what kills, damages, fills, and says unlikely things."""
