"""The values that travel through the house: frozen, slotted, keyword-only, tuple-valued, JSON-able. Calm."""
