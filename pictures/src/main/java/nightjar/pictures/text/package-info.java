/// Printed text on photographs, by PaddleOCR in ONNX Runtime.
@NullMarked
package nightjar.pictures.text;

import org.jspecify.annotations.NullMarked;
