internal import CICU
public import NormalForms

/// Host names in ASCII by ICU's UTS 46.
public struct ICUHostNames: HostNameEncoding {
    /// Host names.
    public init() {}

    /// A name in A-labels.
    /// - Parameters:
    ///   - name: the name.
    ///   - isTransitional: whether `ß`, final sigma and joiners are mapped away, as IDNA 2003 had it.
    /// - Returns: the name in ASCII; nil for one that UTS 46 does not allow. Hyphens and lengths are not judged.
    public func labels(of name: String, transitional isTransitional: Bool) -> String? {
        // A character of UTF-8 becomes three of an A-label at most, and each label has four more.
        var found = [UInt8](repeating: 0, count: 4_096)
        let name = Array(name.utf8)
        let count = unsafe name.withUnsafeBytes { name in
            unsafe found.withUnsafeMutableBytes { found in
                unsafe icu_host_name(
                    name.bindMemory(to: CChar.self).baseAddress,
                    Int32(name.count),
                    isTransitional ? 1 : 0,
                    found.bindMemory(to: CChar.self).baseAddress,
                    Int32(found.count)
                )
            }
        }
        guard count > 0 else { return nil }
        return String(decoding: found[..<Int(count)], as: UTF8.self)
    }
}
