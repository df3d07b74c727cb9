"""What persons correct in statements: ``fix`` one, or ``review`` what the machine is least sure of."""
