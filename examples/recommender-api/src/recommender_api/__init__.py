"""Recommend products from a shop's catalog, over an API that shops pay for."""
