"""Templates: whole programmes to start from, each with the scenarios that show what it does."""

from loyalty.templates.gallery import Template, template, templates

__all__ = ["Template", "template", "templates"]
