"""What a shop lays down: frozen programme documents, read, checked, reviewed and put into plain sentences.

Here a programme is looked at by itself: no cart, no member, and nothing is priced.
"""
