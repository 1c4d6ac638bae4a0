#ifndef LIANSHEN_CARGON2_SHIM_H
#define LIANSHEN_CARGON2_SHIM_H

#include <argon2.h>

#endif
