#pragma once
#include <arpa/inet.h>
#include <stdbool.h>
#include <microhttpd.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <string.h>

/// `MHD_start_daemon` is variadic; options always come as one array.
static inline struct MHD_Daemon *entente_MHD_start(
    unsigned int flags, unsigned short port, MHD_AccessHandlerCallback handler, void *context,
    struct MHD_OptionItem *options) {
    return MHD_start_daemon(flags, port, NULL, NULL, handler, context, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

/// The TLS session of a connection, or null over plain HTTP.
static inline gnutls_session_t entente_MHD_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info == NULL ? NULL : (gnutls_session_t)info->tls_session;
}

/// The socket of a connection, or -1.
static inline int entente_MHD_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : (int)info->connect_fd;
}

/// Room for the text of an address, with its end.
#define ENTENTE_ADDRESS_BYTES 46

/// Writes the address at the other end of a connection as text, an IPv4 one in IPv6 clothes as IPv4; false if it has none.
static inline bool entente_MHD_address(struct MHD_Connection *connection, char *text) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL) return false;
    if (info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)info->client_addr;
        return inet_ntop(AF_INET, &four->sin_addr, text, ENTENTE_ADDRESS_BYTES) != NULL;
    }
    if (info->client_addr->sa_family != AF_INET6) return false;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)info->client_addr;
    if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
        return inet_ntop(AF_INET, six->sin6_addr.s6_addr + 12, text, ENTENTE_ADDRESS_BYTES) != NULL;
    return inet_ntop(AF_INET6, &six->sin6_addr, text, ENTENTE_ADDRESS_BYTES) != NULL;
}

/// What tells one client's network from another's: an IPv4 address, or the first 64 bits of an IPv6 address; 0 if unknown.
static inline uint64_t entente_MHD_network(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL) return 0;
    if (info->client_addr->sa_family == AF_INET)
        return ((const struct sockaddr_in *)info->client_addr)->sin_addr.s_addr;
    uint64_t network = 0;
    if (info->client_addr->sa_family == AF_INET6) {
        const struct in6_addr *address = &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(address)) memcpy(&network, &address->s6_addr[12], 4);
        else memcpy(&network, address->s6_addr, sizeof network);
    }
    return network;
}

/// The port a daemon listens on (0 if unknown).
static inline unsigned short entente_MHD_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info == NULL ? 0 : info->port;
}

/// What the connection callback left in the connection's slot, or null.
static inline void *entente_MHD_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

struct timex;
extern int adjtimex(struct timex *);

/// What the kernel says of the host's clock: 1 synchronised, 0 not, -1 it does not say.
///
/// Swift's module of the C library has no `adjtimex`, and `sys/timex.h` in this module would claim the system's types for it; so it is
/// called with room for its structure, zeros that set nothing and need no right. 5 is `TIME_ERROR`.
static inline int entente_clock_state(void) {
    long long room[64] = {0};
    int answer = adjtimex((struct timex *)room);
    return answer < 0 ? -1 : answer != 5;
}
