"""What a shop lays down: frozen programme documents, read, checked, reviewed and put into plain sentences."""
