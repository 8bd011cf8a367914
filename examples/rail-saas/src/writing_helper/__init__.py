"""Drafts product descriptions and posts."""
