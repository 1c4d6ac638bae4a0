#ifndef LIANSHEN_CLIBPQ_SHIM_H
#define LIANSHEN_CLIBPQ_SHIM_H

#include <dlfcn.h>
#include <libpq-fe.h>

/* Swift does not import character macros. */
static const int PQ_FIELD_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int PQ_FIELD_SQLSTATE = PG_DIAG_SQLSTATE;
static const int PQ_FIELD_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int PQ_FIELD_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int PQ_FIELD_HINT = PG_DIAG_MESSAGE_HINT;
static const int PQ_FIELD_CONTEXT = PG_DIAG_CONTEXT;
static const int PQ_FIELD_TABLE = PG_DIAG_TABLE_NAME;
static const int PQ_FIELD_COLUMN = PG_DIAG_COLUMN_NAME;
static const int PQ_FIELD_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;

/* Bytes that OpenSSL has decrypted and libpq has not fetched. No poll on the socket ever reports them, so a
   reader that waits for readiness must ask. libpq loads OpenSSL itself; looking the symbol up at run time
   keeps its development files out of the build. */
static inline int PQtlsPending(PGconn *conn)
{
    void *tls = PQsslStruct(conn, "OpenSSL");
    int (*pending)(const void *);
    if (!tls)
        return 0;
    pending = (int (*)(const void *)) dlsym((void *) 0, "SSL_pending");
    return pending ? pending(tls) : 0;
}

#endif
