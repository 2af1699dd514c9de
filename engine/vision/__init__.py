"""Looks at photos and pictures: likeness, subject, faces. ONNX Runtime on the CPU, no torch."""
