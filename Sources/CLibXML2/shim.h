#ifndef LIANSHEN_CLIBXML2_SHIM_H
#define LIANSHEN_CLIBXML2_SHIM_H

/*
 * Debian builds libxml2 with ICU, and its headers then pull in <unicode/ucnv.h>, which clashes with the ICU inside Foundation. Without the macro
 * only trailing fields of xmlCharEncodingHandler disappear: never allocate that struct from Swift.
 */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

/* xmlFree is a global variable that holds a function pointer: Swift 6 refuses to read it as not safe for concurrency. */
static inline void lianshen_xml_free(void *memory) {
    if (memory) xmlFree(memory);
}

/* The wide-line option makes xmlGetLineNo right beyond 65,535 lines; the fields of the error struct are read here because its
   pointer type becomes const in libxml2 2.12. */
static inline int lianshen_xml_error_line(const xmlError *error) {
    if (error->node) return (int)xmlGetLineNo((xmlNodePtr)error->node);
    return error->line;
}

#endif
