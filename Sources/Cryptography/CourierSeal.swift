internal import COpenSSL

/// What a courier file is wrapped in: SignedData (ECDSA P-256, SHA-256) inside AuthEnvelopedData (AES-256-GCM, key agreement with
/// the recipient's P-256 key), in DER (RFC 5652, RFC 5083, RFC 5084, RFC 5753).
///
/// Certificates only carry keys: both sides know each other's from the invitation, no chain and no date is asked for.
public enum CourierSeal {
    /// Why a file cannot be sealed or opened.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong; the same words whatever part of the cryptography failed.
        public let description: String
    }

    /// Signs and encrypts.
    /// - Parameters:
    ///   - content: the content.
    ///   - sender: the sender's certificate and key.
    ///   - recipient: the recipient's certificate in PEM.
    /// - Returns: the sealed file.
    /// - Throws: `Failure` if a certificate or key cannot be used.
    public static func seal(
        _ content: [UInt8],
        from sender: NodeCertificate,
        to recipient: String
    ) throws(Failure) -> [UInt8] {
        let flags = UInt32(CMS_BINARY | CMS_NOSMIMECAP)
        let signed = try unsafe memory(content) { reader throws(Failure) in
            try unsafe certificate(sender.certificate) { certificate throws(Failure) in
                try unsafe key(sender.privateKey) { key throws(Failure) in
                    guard let message = unsafe CMS_sign(certificate, key, nil, reader, flags) else {
                        throw failure("the courier file cannot be signed")
                    }
                    defer { unsafe CMS_ContentInfo_free(message) }
                    return try unsafe encoded(message)
                }
            }
        }
        return try unsafe memory(signed) { reader throws(Failure) in
            try unsafe certificate(recipient) { certificate throws(Failure) in
                guard let list = unsafe OPENSSL_sk_new_null() else { throw failure("out of memory") }
                defer { unsafe OPENSSL_sk_free(list) }
                unsafe OPENSSL_sk_push(list, UnsafeRawPointer(certificate))
                guard let message = unsafe CMS_encrypt(list, reader, EVP_aes_256_gcm(), UInt32(CMS_BINARY)) else {
                    throw failure("the courier file cannot be encrypted")
                }
                defer { unsafe CMS_ContentInfo_free(message) }
                return try unsafe encoded(message)
            }
        }
    }

    /// Decrypts: the content is given only once its tag has verified.
    /// - Parameters:
    ///   - file: the sealed file.
    ///   - recipient: the recipient's certificate and key.
    /// - Returns: the signed content, still to be verified.
    /// - Throws: `Failure` if the file is no courier file, is for somebody else, or was changed.
    public static func decrypt(_ file: [UInt8], for recipient: NodeCertificate) throws(Failure) -> [UInt8] {
        guard hasFullTag(file) else { throw failure("the file is no courier file") }
        return try unsafe message(file, NID_id_smime_ct_authEnvelopedData) { message throws(Failure) in
            try unsafe certificate(recipient.certificate) { certificate throws(Failure) in
                try unsafe key(recipient.privateKey) { key throws(Failure) in
                    try unsafe written { writer in
                        unsafe CMS_decrypt(message, key, certificate, nil, writer, UInt32(CMS_BINARY))
                    }
                }
            }
        }
    }

    /// Verifies who signed.
    /// - Parameters:
    ///   - signed: what `decrypt` gave.
    ///   - sender: the certificate in PEM of the one who should have signed.
    /// - Returns: the content.
    /// - Throws: `Failure` if somebody else signed, or the content was changed.
    public static func verify(_ signed: [UInt8], by sender: String) throws(Failure) -> [UInt8] {
        try unsafe message(signed, NID_pkcs7_signed) { message throws(Failure) in
            try unsafe certificate(sender) { certificate throws(Failure) in
                guard let list = unsafe OPENSSL_sk_new_null() else { throw failure("out of memory") }
                defer { unsafe OPENSSL_sk_free(list) }
                unsafe OPENSSL_sk_push(list, UnsafeRawPointer(certificate))
                // Only the pinned certificate counts, none that the message brings along.
                let flags = UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY | CMS_NOINTERN)
                return try unsafe written { writer in unsafe CMS_verify(message, list, nil, nil, writer, flags) }
            }
        }
    }

    /// Whether a file has a tag of 16 bytes and a nonce of 12 (RFC 5084, 3.2), and nothing behind the tag: the library takes
    /// the lengths from the file, and a tag of one byte is soon guessed.
    private static func hasFullTag(_ file: [UInt8]) -> Bool {
        // ContentInfo, [0], AuthEnvelopedData; its last member is the tag, the one before the encrypted content.
        guard let info = members(file[...]).first, let content = members(info.value).last,
            let enveloped = members(content.value).first
        else { return false }
        let parts = members(enveloped.value)
        guard parts.count >= 4, let tag = parts.last, tag.kind == 4, tag.value.count == 16 else { return false }
        let inner = members(parts[parts.count - 2].value)
        guard inner.count == 3, let parameters = members(inner[1].value).last,
            let nonce = members(parameters.value).first
        else { return false }
        return nonce.kind == 4 && nonce.value.count == 12
    }

    /// The most elements that a value which is looked into has (RFC 5083, 2.1: seven).
    private static let maximumMembers = 16

    /// The elements of a DER value one after another; nothing if one is not of definite length within it, or they are too many.
    private static func members(_ bytes: ArraySlice<UInt8>) -> [(
        kind: Int32, value: ArraySlice<UInt8>
    )] {
        var found: [(kind: Int32, value: ArraySlice<UInt8>)] = []
        var rest = bytes
        while !rest.isEmpty {
            var (length, kind, family) = (0, Int32(0), Int32(0))
            var head = 0
            let result = unsafe rest.withUnsafeBufferPointer { buffer -> Int32 in
                var cursor = buffer.baseAddress
                let result = unsafe ASN1_get_object(&cursor, &length, &kind, &family, buffer.count)
                if let start = buffer.baseAddress, let cursor = unsafe cursor { head = unsafe cursor - start }
                return result
            }
            // 0x80 is an error, 1 an indefinite length.
            guard found.count < maximumMembers, result & 0x81 == 0, length >= 0, head > 0, length <= rest.count - head
            else { return [] }
            found.append((kind, rest.dropFirst(head).prefix(length)))
            rest = rest.dropFirst(head + length)
        }
        return found
    }

    private static func message(
        _ bytes: [UInt8],
        _ kind: Int32,
        _ body: (OpaquePointer) throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        try unsafe memory(bytes) { reader throws(Failure) in
            guard let message = unsafe d2i_CMS_bio(reader, nil) else { throw failure("the file is no courier file") }
            defer { unsafe CMS_ContentInfo_free(message) }
            guard unsafe OBJ_obj2nid(CMS_get0_type(message)) == kind, unsafe BIO_ctrl_pending(reader) == 0 else {
                throw failure("the file is no courier file")
            }
            return try unsafe body(message)
        }
    }

    /// Runs what writes to memory; nothing of it is used unless it says that all is well.
    private static func written(_ body: (OpaquePointer) -> Int32) throws(Failure) -> [UInt8] {
        guard let writer = unsafe BIO_new(BIO_s_mem()) else { throw failure("out of memory") }
        defer { unsafe BIO_free(writer) }
        guard unsafe body(writer) == 1 else {
            throw failure("the courier file was changed, is for somebody else, or was signed by somebody else")
        }
        return unsafe bytes(of: writer)
    }

    private static func encoded(_ message: OpaquePointer) throws(Failure) -> [UInt8] {
        guard let writer = unsafe BIO_new(BIO_s_mem()) else { throw failure("out of memory") }
        defer { unsafe BIO_free(writer) }
        guard unsafe i2d_CMS_bio(writer, message) == 1 else { throw failure("the courier file cannot be written") }
        return unsafe bytes(of: writer)
    }

    private static func bytes(of memory: OpaquePointer) -> [UInt8] {
        let count = Int(clamping: unsafe BIO_ctrl_pending(memory))
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, taken in
            let read = unsafe BIO_read(memory, buffer.baseAddress, Int32(clamping: count))
            taken = max(0, Int(read))
        }
    }

    private static func memory(
        _ bytes: [UInt8],
        _ body: (OpaquePointer) throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        guard let count = Int32(exactly: bytes.count) else { throw failure("the courier file is too large") }
        guard let reader = unsafe BIO_new(BIO_s_mem()) else { throw failure("out of memory") }
        defer { unsafe BIO_free(reader) }
        guard unsafe BIO_write(reader, bytes, count) == count else { throw failure("the file is no courier file") }
        return try unsafe body(reader)
    }

    private static func certificate(
        _ pem: String,
        _ body: (OpaquePointer) throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        try unsafe memory(Array(pem.utf8)) { reader throws(Failure) in
            guard let certificate = unsafe PEM_read_bio_X509(reader, nil, nil, nil) else {
                throw failure("a courier certificate cannot be read")
            }
            defer { unsafe X509_free(certificate) }
            return try unsafe body(certificate)
        }
    }

    private static func key(
        _ pem: String,
        _ body: (OpaquePointer) throws(Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        try unsafe memory(Array(pem.utf8)) { reader throws(Failure) in
            guard let key = unsafe PEM_read_bio_PrivateKey(reader, nil, nil, nil) else {
                throw failure("the courier key cannot be read")
            }
            defer { unsafe EVP_PKEY_free(key) }
            return try unsafe body(key)
        }
    }

    private static func failure(_ text: String) -> Failure {
        ERR_clear_error()
        return Failure(description: text)
    }
}
