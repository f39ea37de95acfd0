import JSON
import LabelXML
import Labels

/// Labels, clearances and policies.
extension ParserSubject {
    static func labels() -> [ParserSubject] {
        let space = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
        let start =
            "<originatorConfidentialityLabel xmlns=\"\(space)\"><ConfidentialityInformation><PolicyIdentifier>P</PolicyIdentifier><Classification>C</Classification>"
        let end =
            "</ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></originatorConfidentialityLabel>"
        func label(_ bytes: [UInt8]) { _ = try? LabelXML.readLabel(bytes) }
        func policy(_ bytes: [UInt8]) { _ = try? LabelXML.readPolicy(bytes) }
        let spif =
            "<SPIF xmlns=\"http://www.xmlspif.org/spif\" schemaVersion=\"2.1\"><securityPolicyId name=\"P\" id=\"1.2\"/>"
        let clearance =
            "<ConfidentialityClearance xmlns=\"urn:nato:stanag:4774:confidentialityclearance:1:0\"><PolicyIdentifier xmlns=\"\(space)\">P</PolicyIdentifier>"
        // A namespace that is looked for behind many others.
        let others = "<y" + (0..<60).map { " xmlns:n\($0)=\"u\"" }.joined() + ">"
        let far = "<x xmlns:f=\"f\">" + String(repeating: others, count: 30)
        let back = String(repeating: "</y>", count: 30) + "</x>"
        return [
            .init(
                "label, categories",
                start,
                { "<Category Type=\"PERMISSIVE\" TagName=\"T\($0)\"><GenericValue>V</GenericValue></Category>" },
                end,
                read: label
            ),
            .init(
                "label, values",
                start + "<Category Type=\"PERMISSIVE\" TagName=\"T\">",
                { "<GenericValue>V\($0)</GenericValue>" },
                "</Category>" + end,
                read: label
            ),
            .init("label, attributes", start + "<Category ", { "a\($0)=\"b\" " }, "/>" + end, read: label),
            .init(
                "label, one text",
                start + "<Category Type=\"PERMISSIVE\" TagName=\"T\"><GenericValue>",
                { _ in "a &amp; " },
                "</GenericValue></Category>" + end,
                read: label
            ),
            .init("label, unknown elements", start, { "<x\($0)/>" }, end, read: label),
            .init("label, one unknown element again", start, { _ in "<unknown/>" }, end, read: label),
            .init(
                "label, elements in a text",
                start + "<PrivacyMark>",
                { _ in "<unknown/>" },
                "</PrivacyMark>" + end,
                read: label
            ),
            .init("label, unknown attributes", start, { "<x a\($0)=\"\"/>" }, end, read: label),
            .init("label, namespaces", start, { "<x xmlns:a\($0)=\"u\"/>" }, end, read: label),
            .init(
                "label, namespaces far away",
                start + far,
                { _ in "<x f:a=\"\" f:b=\"\" f:c=\"\"/>" },
                back + end,
                read: label
            ),
            .init("label, skipped", start, { "<?x\($0) ?>" }, end, read: label),
            .init("label, elements twice", start, { _ in "<PolicyIdentifier/>" }, end, read: label),
            .init("spif, unknown elements", spif, { _ in "<unknown/>" }, "</SPIF>", read: policy),
            .init(
                "clearance, categories",
                clearance,
                {
                    "<Category xmlns=\"\(space)\" TagName=\"T\($0)\" Type=\"PERMISSIVE\"><GenericValue>V</GenericValue></Category>"
                },
                "</ConfidentialityClearance>",
                read: { _ = try? LabelXML.readClearance($0) }
            ),
            .init(
                "clearance, unknown elements",
                clearance,
                { _ in "<unknown/>" },
                "</ConfidentialityClearance>",
                read: { _ = try? LabelXML.readClearance($0) }
            ),
            .init(
                "label by number, tags",
                "<label xmlns=\"http://surevine.com/xmlns/spiffy\"><policy id=\"1.2\"/><classification lacv=\"1\"/>",
                { "<tag type=\"restrictive\" id=\"1.2.3\" lacv=\"\($0)\"/>" },
                "</label>",
                read: label
            ),
            .init("label, open elements", start, { _ in "<x>" }, read: label),
            .init(
                "spif, levels",
                spif + "<securityClassifications>",
                { "<securityClassification name=\"L\($0)\" lacv=\"\($0)\" hierarchy=\"\($0)\"/>" },
                "</securityClassifications></SPIF>",
                read: policy
            ),
            .init(
                "spif, categories",
                spif
                    + "<securityCategoryTagSets><securityCategoryTagSet name=\"S\" id=\"1.2.3\"><securityCategoryTag name=\"T\" tagType=\"permissive\">",
                { "<tagCategory name=\"C\($0)\" lacv=\"\($0)\"/>" },
                "</securityCategoryTag></securityCategoryTagSet></securityCategoryTagSets></SPIF>",
                read: policy
            ),
            .init(
                "spif, tag sets",
                spif + "<securityCategoryTagSets>",
                { "<securityCategoryTagSet name=\"S\($0)\" id=\"1.2.\($0)\"/>" },
                "</securityCategoryTagSets></SPIF>",
                read: policy
            ),
            .init(
                "label json, categories",
                "{\"policy\":\"P\",\"classification\":\"C\",\"categories\":[",
                { "{\"tag\":\"T\($0)\",\"type\":\"permissive\",\"values\":[\"a\"]}" },
                between: ",",
                "]}",
                read: { bytes in
                    guard let root = try? JSONDocument(parsing: bytes).root else { return }
                    _ = Label(json: root)
                }
            ),
        ]
    }
}
