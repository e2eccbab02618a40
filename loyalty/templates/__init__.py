"""Templates: whole programmes to start from, each with the scenarios that show what it does."""

from loyalty.templates.gallery import Template, coming_year, template, templates

__all__ = ["Template", "coming_year", "template", "templates"]
