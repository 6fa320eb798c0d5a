"""RegisterDesk: the machine that keeps an office's privacy policy and can prove it."""

__version__ = "0.1.0"
