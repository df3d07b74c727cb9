"""Makes the model folder that onrecord ships; not part of the wheel."""
