/// Looks through a text of OpenDocument for what must not leave.
struct OpenCheck {
    let package: DocumentPackage

    func reasons() throws(DocumentFault) -> [DocumentReason] {
        var reasons: [DocumentReason] = []
        guard package.has("content.xml") else {
            throw DocumentFault(.missing, part: "content.xml", "it is not there")
        }
        for name in package.names {
            reasons += byName(name)
            guard name != "mimetype", !PackageMedia.isPicture(name), let bytes = try package.bytes(name) else {
                continue
            }
            guard let part = try PackageMedia.part(name, bytes) else {
                if byName(name).isEmpty { reasons.append(DocumentReason(.embeddedObjects, name)) }
                continue
            }
            if name == "META-INF/manifest.xml", part.names.contains("manifest:encryption-data") {
                throw DocumentFault(.encrypted, part: name, "the document is encrypted")
            }
            reasons += part.name(XMLPart.root) == "office:document-meta" ? meta(part) : content(part)
        }
        return reasons
    }

    private func byName(_ name: String) -> [DocumentReason] {
        if name.hasPrefix("Basic/") || name.hasPrefix("Scripts/") { return [DocumentReason(.macros, name)] }
        if name.hasPrefix("Thumbnails/") || name == "layout-cache" { return [DocumentReason(.metadata, name)] }
        if name.hasPrefix("Object ") || name.hasPrefix("ObjectReplacements/") {
            return [DocumentReason(.embeddedObjects, name)]
        }
        return []
    }

    private func meta(_ part: XMLPart) -> [DocumentReason] {
        part.elements.compactMap { node in
            switch part.name(node) {
            case "meta:initial-creator", "dc:creator", "meta:printed-by":
                part.allText(node).isEmpty ? nil : DocumentReason(.personalNames, part.name)
            case "meta:template", "meta:user-defined", "dc:title", "dc:subject", "dc:description", "meta:keyword":
                DocumentReason(.metadata, part.name)
            default: nil
            }
        }
    }

    private func content(_ part: XMLPart) -> [DocumentReason] {
        var reasons: [DocumentReason] = []
        var paragraphs = 0
        for node in part.elements {
            if part.name(node) == "text:p" || part.name(node) == "text:h" { paragraphs += 1 }
            guard let code = code(part, node) else { continue }
            let reason = DocumentReason(code, part.name, paragraphs == 0 ? nil : paragraphs)
            if reasons.last != reason { reasons.append(reason) }
        }
        return reasons
    }

    private func code(_ part: XMLPart, _ node: Int) -> DocumentReason.Code? {
        if let address = part.attribute(node, "xlink:href"), Self.leadsOut(address) { return .externalLinks }
        switch part.name(node) {
        case "text:changed-region", "text:change", "text:change-start": return .openChanges
        case "office:annotation": return .comments
        case "text:hidden-text", "text:hidden-paragraph": return .hiddenText
        case "style:text-properties": return part.attribute(node, "text:display") == "none" ? .hiddenText : nil
        case "text:section": return part.attribute(node, "text:display") == "none" ? .hiddenText : nil
        case "script:event-listener", "office:script": return .macros
        case "draw:object", "draw:object-ole", "draw:plugin", "draw:applet": return .embeddedObjects
        case "text:author-name", "text:author-initials", "text:initial-creator", "text:creator", "text:printed-by":
            return .personalNames
        case "text:user-defined", "text:template-name", "text:file-name", "text:dde-connection-decl": return .metadata
        default: return nil
        }
    }

    /// Whether an address leads out of the document.
    private static func leadsOut(_ address: String) -> Bool {
        !address.isEmpty && !address.hasPrefix("#")
            && (address.contains(":") || address.hasPrefix("..") || address.hasPrefix("/"))
    }
}
