"""Ways in which other people's bots failed, as stories that must end well here."""
