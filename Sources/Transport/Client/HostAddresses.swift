internal import Glibc

/// The addresses that a host's name resolves to (getaddrinfo(3)).
public enum HostAddresses {
    /// Resolves a name once.
    /// - Parameter host: the name.
    /// - Returns: the addresses as texts, in the order in which they are to be tried; none if it cannot be resolved.
    public static func of(_ host: String) -> [String] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [String] = []
        while let one = unsafe list {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(text.count)
            let result = unsafe getnameinfo(
                one.pointee.ai_addr,
                one.pointee.ai_addrlen,
                &text,
                length,
                nil,
                0,
                NI_NUMERICHOST
            )
            let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if result == 0, !found.contains(address) { found.append(address) }
            unsafe list = one.pointee.ai_next
        }
        return found
    }
}
