"""The specification: the tree of `ocr/` again, plus fakes, browser and benchmarks."""
