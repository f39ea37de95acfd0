#pragma once
#include <libxml/xmlversion.h>

/// Debian's libxml2 is built with ICU, and its headers pull in those of the system, whose types contradict those of the
/// ICU in Foundation. The only thing they are needed for, members of `xmlCharEncodingHandler`, is not used from Swift.
/// This can go when libxml2 hides them (2.14).
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
