extension XMLScan {
    /// What is wrong with a part that is at hand as a whole; nil where it may be parsed.
    /// - Parameters:
    ///   - bytes: the part.
    ///   - name: what it is called.
    ///   - attributes: how many attributes an element has at most.
    /// - Returns: the first fault.
    /// - Complexity: O(n).
    public static func fault(in bytes: [UInt8], part name: String, attributes: Int) -> PackageFault? {
        var scan = XMLScan(attributes: attributes)
        guard let (place, fault) = scan.fault(in: bytes[...]) else { return nil }
        let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
        return Self.fault(fault, part: name, line: line, attributes: attributes)
    }

    /// A fault in words.
    static func fault(_ fault: Fault, part name: String, line: Int, attributes: Int) -> PackageFault {
        switch fault {
        case .doctype: PackageFault(.doctype, part: name, line: line, "a document type declaration is not read")
        case .attributes:
            PackageFault(.tooLarge, part: name, line: line, "an element has more than \(attributes) attributes")
        case .encoding: PackageFault(.malformed, part: name, line: line, "it is not in UTF-8")
        }
    }
}
