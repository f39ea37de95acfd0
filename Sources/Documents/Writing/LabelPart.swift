internal import LabelXML
internal import Labels

/// The label of a document as a part of its own: a binding of ADatP-4778, with a label of ADatP-4774 in it.
enum LabelPart {
    /// The namespace of bindings (ADatP-4778, edition A version 1).
    static let namespace = "urn:nato:stanag:4778:bindinginformation:1:0"
    private static let labelNamespace = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"

    /// Whether a part is a binding, and holds nothing but labels and what they are bound to.
    static func isLabel(_ part: XMLPart) -> Bool {
        guard part.name(XMLPart.root) == "{\(namespace)}BindingInformation" else { return false }
        return part.elements.allSatisfy {
            part.name($0).hasPrefix("{\(namespace)}") || part.name($0).hasPrefix("{\(labelNamespace)}")
        }
    }

    /// The binding of a label to the main part of a document (ADatP-4778.2, custom XML part).
    /// - Throws: `DocumentFault` where the label has something that ADatP-4774 has no place for.
    static func bytes(_ label: Label) throws(DocumentFault) -> [UInt8] {
        let written: [UInt8]
        do throws(XMLError) {
            written = try LabelXML.write(LabelDocument(label: label))
        } catch {
            throw DocumentFault(.notExpressible, "the label: \(error)")
        }
        // The label stands inside: without the declaration that begins a document.
        let text = String(decoding: written, as: UTF8.self)
        let inner = text.hasPrefix("<?xml") ? text[(text.range(ofFirst: "?>") ?? text.startIndex)...] : text[...]
        let document = """
            <?xml version="1.0" encoding="UTF-8"?>
            <mb:BindingInformation xmlns:mb="\(namespace)"><mb:MetadataBindingContainer><mb:MetadataBinding>\
            <mb:Metadata>\(inner.trimmed)</mb:Metadata><mb:DataReference URI="pack:///word/document.xml"/>\
            </mb:MetadataBinding></mb:MetadataBindingContainer></mb:BindingInformation>
            """
        return Array(document.utf8)
    }
}

extension String {
    /// The place behind the first occurrence of a text.
    fileprivate func range(ofFirst text: String) -> String.Index? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(text) { return index(place, offsetBy: text.count) }
            place = index(after: place)
        }
        return nil
    }
}

extension Substring {
    /// Without white space at either end.
    fileprivate var trimmed: Substring {
        var rest = drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
