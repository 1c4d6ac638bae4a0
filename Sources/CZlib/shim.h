#ifndef LIANSHEN_CZLIB_SHIM_H
#define LIANSHEN_CZLIB_SHIM_H

#include <zlib.h>

/* zlib's init calls are macros that pass the version and the size of z_stream: Swift sees no macro with arguments. */

/* Negative window bits: a raw deflate stream, as ZIP stores it, without zlib's own header and checksum. */
static inline int lianshen_inflate_init(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}

/* With zlib's own header and checksum, as the streams of a PDF have it. */
static inline int lianshen_inflate_init_zlib(z_stream *stream) {
    return inflateInit(stream);
}

static inline int lianshen_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

#endif
