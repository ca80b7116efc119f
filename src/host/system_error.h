#include <host/file.h>
