#ifndef LIANSHEN_CLINUX_SHIM_H
#define LIANSHEN_CLINUX_SHIM_H

/* Glibc's Swift overlay has neither header. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif
