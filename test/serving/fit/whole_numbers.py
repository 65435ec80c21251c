"""Takes 1 for 1.0 in configurations, once this is imported: they come here as JSON that JavaScript wrote, which has no other way to say it, and
huggingface_hub 2 refuses a whole number where a configuration of transformers wants a float.
"""

from huggingface_hub import dataclasses

_validate = dataclasses._validate_simple_type


def _validate_number(name, value, expected_type):
    _validate(name, float(value) if expected_type is float and type(value) is int else value, expected_type)


dataclasses._validate_simple_type = _validate_number
