// The frame of a document: number, title, addressees, signature, copies, and the parts between. Internal to reading/.
#pragma once

#include "rules/reading/document.h"
#include "rules/reading/reading.h"

namespace fenliu::rules {

std::string detect_language(const Document& document);

// Fills fields and parts of `reading`; `language` is set already.
void read_fields(const Document& document, Reading& reading);

// The secrecy marking of a document, as classified_marking (reading.h).
std::string marking_in(const Document& document);

// Splits the body lines into parts and adds them. The preamble is part "0".
void read_parts(const Document& document, const std::vector<Line>& body, Reading& reading);

}  // namespace fenliu::rules
