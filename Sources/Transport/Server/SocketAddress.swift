// Its header takes in those of sockets, whose types are that module's then.
internal import CMicroHTTPD
internal import Glibc

/// An address and port in the form that sockets take.
struct SocketAddress {
    private var storage = sockaddr_storage()
    let isIPv6: Bool

    /// Reads an IPv4 or IPv6 address; nil if the text is neither.
    init?(_ text: String, port: UInt16) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            isIPv6 = false
            unsafe withUnsafeMutableBytes(of: &storage) { raw in
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr = four
                unsafe raw.storeBytes(of: address, as: sockaddr_in.self)
            }
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            isIPv6 = true
            unsafe withUnsafeMutableBytes(of: &storage) { raw in
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                address.sin6_addr = six
                unsafe raw.storeBytes(of: address, as: sockaddr_in6.self)
            }
        } else {
            return nil
        }
    }

    /// Lends the address for the length of a call.
    func withPointer<Value>(_ body: (UnsafeMutableRawPointer?) -> Value) -> Value {
        var copy = storage
        return unsafe withUnsafeMutableBytes(of: &copy) { unsafe body($0.baseAddress) }
    }
}
