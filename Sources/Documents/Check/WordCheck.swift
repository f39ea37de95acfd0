/// Looks through a Word document for what must not leave.
struct WordCheck {
    let word: WordPackage

    private var package: DocumentPackage { word.package }

    func reasons() throws(DocumentFault) -> [DocumentReason] {
        var reasons: [DocumentReason] = []
        let styles = WordStyles(try word.part("styles"))
        for name in package.names {
            reasons += byName(name)
            if name.hasSuffix(".rels") {
                reasons += try links(name)
            } else if !PackageMedia.isPicture(name) {
                // Office programs go by what a part is to others, not by its name: each is looked at.
                guard let bytes = try package.bytes(name) else { continue }
                if let part = try PackageMedia.part(name, bytes) {
                    reasons += self.reasons(of: part, styles)
                } else if byName(name).isEmpty {
                    reasons.append(DocumentReason(.embeddedObjects, name))
                }
            }
        }
        return reasons
    }

    /// What the name of a part tells.
    private func byName(_ name: String) -> [DocumentReason] {
        let lowered = name.lowercased()
        if lowered.contains("vbaproject") || lowered.contains("vbadata") { return [DocumentReason(.macros, name)] }
        if lowered.hasPrefix("docprops/thumbnail") || lowered.contains("printersettings") {
            return [DocumentReason(.metadata, name)]
        }
        if lowered.contains("embeddings/") || lowered.contains("activex/") {
            return [DocumentReason(.embeddedObjects, name)]
        }
        return []
    }

    private func links(_ name: String) throws(DocumentFault) -> [DocumentReason] {
        guard let part = try package.part(name) else { return [] }
        var reasons: [DocumentReason] = []
        for node in part.children(XMLPart.root, named: "rel:Relationship") {
            let type = (part.attribute(node, "Type") ?? "").split(separator: "/").last.map(String.init) ?? ""
            switch type {
            case "attachedTemplate": reasons.append(DocumentReason(.metadata, name))
            case "oleObject", "package", "control", "aFChunk": reasons.append(DocumentReason(.embeddedObjects, name))
            case "vbaProject", "wordVbaData", "keyMapCustomizations": reasons.append(DocumentReason(.macros, name))
            default:
                if part.attribute(node, "TargetMode") == "External" {
                    reasons.append(DocumentReason(.externalLinks, name))
                }
            }
        }
        return reasons
    }

    private func reasons(of part: XMLPart, _ styles: WordStyles) -> [DocumentReason] {
        switch part.name(XMLPart.root) {
        case "cp:coreProperties": core(part)
        case "ap:Properties": extended(part)
        case "ct:Types": types(part)
        case "w:settings": settings(part)
        case "w:styles", "w:numbering", "w:fonts", "w:webSettings", "w15:commentsEx", "w16cid:commentsIds",
            "w16cex:commentsExtensible":
            identifiers(part)
        case "w15:people":
            part.children(XMLPart.root).contains { !part.isText($0) }
                ? [DocumentReason(.personalNames, part.name)] : []
        case "w:comments":
            part.child(XMLPart.root, "w:comment") == nil ? [] : [DocumentReason(.comments, part.name)]
        case let root where root.hasPrefix("w:"): WordStoryCheck(part, styles).reasons()
        default: other(part)
        }
    }

    /// What is none of Word's own parts.
    private func other(_ part: XMLPart) -> [DocumentReason] {
        let name = part.name.lowercased()
        if name.hasPrefix("docprops/custom") {
            return part.children(XMLPart.root).contains { !part.isText($0) }
                ? [DocumentReason(.metadata, part.name)] : []
        }
        guard name.hasPrefix("customxml/") else { return [] }
        // A label that is bound to the document, and the part that names its form.
        if LabelPart.isLabel(part) || name.contains("itemprops") { return [] }
        return [DocumentReason(.customXML, part.name)]
    }

    private func core(_ part: XMLPart) -> [DocumentReason] {
        part.children(XMLPart.root).compactMap { node in
            guard !part.isText(node), !part.allText(node).allSatisfy(\.isWhitespace) else { return nil }
            switch part.name(node) {
            case "dc:creator", "cp:lastModifiedBy": return DocumentReason(.personalNames, part.name)
            case "dcterms:created", "dcterms:modified", "cp:revision", "dc:language", "cp:lastPrinted": return nil
            default: return DocumentReason(.metadata, part.name)
            }
        }
    }

    private func extended(_ part: XMLPart) -> [DocumentReason] {
        let telling = ["ap:Template", "ap:Company", "ap:Manager", "ap:HyperlinkBase", "ap:TotalTime"]
        return part.children(XMLPart.root).contains {
            telling.contains(part.name($0)) && !["", "0"].contains(part.allText($0))
        } ? [DocumentReason(.metadata, part.name)] : []
    }

    private func types(_ part: XMLPart) -> [DocumentReason] {
        part.children(XMLPart.root).contains {
            part.attribute($0, "ContentType").map { $0.contains("macroEnabled") || $0.contains("vbaProject") }
                ?? false
        } ? [DocumentReason(.macros, part.name)] : []
    }

    private func settings(_ part: XMLPart) -> [DocumentReason] {
        part.children(XMLPart.root).compactMap { node in
            switch part.name(node) {
            case "w:attachedTemplate", "w:rsids", "w:docVars", "w15:docId", "w14:docId":
                DocumentReason(.metadata, part.name)
            case "w:mailMerge": DocumentReason(.externalLinks, part.name)
            default: nil
            }
        } + identifiers(part)
    }

    /// Identifiers of revisions tell which texts were written in one sitting.
    private func identifiers(_ part: XMLPart) -> [DocumentReason] {
        part.names.contains { $0.hasPrefix("w:rsid") } ? [DocumentReason(.metadata, part.name)] : []
    }
}
