internal import COpenSSL

/// A node's TLS certificate: self-signed, because partners pin its public key and ask for no chain.
public struct NodeCertificate: Sendable {
    /// The certificate in PEM.
    public let certificate: String
    /// The private key in PEM (PKCS #8).
    public let privateKey: String

    /// What went wrong.
    public struct Failure: Error, CustomStringConvertible {
        /// What the library said.
        public let description: String
    }

    /// A certificate that was read from files.
    /// - Parameters:
    ///   - certificate: the certificate in PEM.
    ///   - privateKey: the private key in PEM.
    public init(certificate: String, privateKey: String) {
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// Makes a key (ECDSA P-256) and a certificate for it.
    /// - Parameters:
    ///   - name: the common name, also an alternative name.
    ///   - hosts: further DNS names; `127.0.0.1` is always an address in it.
    ///   - days: how long it is valid; negative values make one that is expired, for tests.
    /// - Returns: the certificate and its key.
    /// - Throws: `Failure`.
    public static func make(name: String, hosts: [String], days: Int) throws(Failure) -> NodeCertificate {
        guard let key = unsafe newKey() else { throw failure("make a key") }
        defer { unsafe EVP_PKEY_free(key) }
        guard let certificate = unsafe X509_new() else { throw failure("make a certificate") }
        defer { unsafe X509_free(certificate) }
        unsafe X509_set_version(certificate, 2)
        let serial = Random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
        unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), max(serial, 1))
        let day = 86_400
        // Valid from two days ago: a partner's clock may be a day behind.
        unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), min(0, days * day * 2) - 2 * day)
        unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), days * day)
        unsafe X509_set_pubkey(certificate, key)
        let subject = unsafe X509_get_subject_name(certificate)
        let added = unsafe X509_NAME_add_entry_by_txt(
            subject,
            "CN",
            MBSTRING_UTF8,
            Array(name.utf8),
            Int32(clamping: name.utf8.count),
            -1,
            0
        )
        guard added == 1 else { throw failure("name the certificate") }
        unsafe X509_set_issuer_name(certificate, subject)
        let names = ([name] + hosts).map { "DNS:\($0)" } + ["IP:127.0.0.1"]
        try unsafe addExtension(certificate, NID_subject_alt_name, names.joined(separator: ","))
        try unsafe addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        try unsafe addExtension(certificate, NID_ext_key_usage, "serverAuth,clientAuth")
        guard unsafe X509_sign(certificate, key, EVP_sha256()) > 0 else { throw failure("sign the certificate") }
        let pem = unsafe text { unsafe PEM_write_bio_X509($0, certificate) }
        let keyPEM = unsafe text { unsafe PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
        guard let pem, let keyPEM else { throw failure("write the certificate") }
        return NodeCertificate(certificate: pem, privateKey: keyPEM)
    }

    /// The pin of this certificate (see `pin(ofDER:)`), or nil if the PEM cannot be read.
    public var pin: String? {
        unsafe withReader(certificate) { reader in
            guard let parsed = unsafe PEM_read_bio_X509(reader, nil, nil, nil) else { return nil }
            defer { unsafe X509_free(parsed) }
            return unsafe Self.pin(parsed)
        }
    }

    /// SHA-256 of a certificate's public key (SPKI) in base 64, as RFC 7469 (2.4) has it.
    /// - Parameter der: the certificate in DER.
    /// - Returns: the pin, or nil if the bytes are no certificate.
    public static func pin(ofDER der: [UInt8]) -> String? {
        unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let parsed = unsafe d2i_X509(nil, &cursor, buffer.count) else { return nil }
            defer { unsafe X509_free(parsed) }
            return unsafe pin(parsed)
        }
    }

    /// Whether a certificate is valid at a time.
    /// - Parameters:
    ///   - der: the certificate in DER.
    ///   - time: seconds since 1970.
    /// - Returns: false if it is expired, not yet valid or no certificate.
    public static func isValid(der: [UInt8], at time: Int) -> Bool {
        unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let parsed = unsafe d2i_X509(nil, &cursor, buffer.count) else { return false }
            defer { unsafe X509_free(parsed) }
            var now = time
            return unsafe X509_cmp_time(X509_get0_notBefore(parsed), &now) < 0
                && X509_cmp_time(X509_get0_notAfter(parsed), &now) > 0
        }
    }

    private static func pin(_ certificate: OpaquePointer) -> String? {
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded)
        guard count > 0, let base = unsafe encoded else { return nil }
        defer { unsafe CRYPTO_free(base, nil, 0) }
        let bytes = unsafe [UInt8](UnsafeBufferPointer(start: base, count: Int(count)))
        return Encoding.base64(SHA256.digest(of: bytes))
    }

    private static func newKey() -> OpaquePointer? {
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
            unsafe EVP_PKEY_CTX_set_ec_param_enc(context, OPENSSL_EC_NAMED_CURVE) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1
        else { return nil }
        return unsafe key
    }

    private static func addExtension(
        _ certificate: OpaquePointer,
        _ kind: Int32,
        _ value: String
    ) throws(Failure) {
        guard let made = unsafe X509V3_EXT_conf_nid(nil, nil, kind, value) else { throw failure("add an extension") }
        defer { unsafe X509_EXTENSION_free(made) }
        guard unsafe X509_add_ext(certificate, made, -1) == 1 else { throw failure("add an extension") }
    }

    private static func text(_ write: (OpaquePointer) -> Int32) -> String? {
        guard let memory = unsafe BIO_new(BIO_s_mem()) else { return nil }
        defer { unsafe BIO_free(memory) }
        guard unsafe write(memory) == 1 else { return nil }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe BIO_read(memory, &chunk, Int32(clamping: chunk.count))
            if count <= 0 { return String(decoding: result, as: UTF8.self) }
            result += chunk.prefix(Int(count))
        }
    }

    private func withReader<Value>(_ pem: String, _ body: (OpaquePointer) -> Value?) -> Value? {
        let bytes = Array(pem.utf8)
        return unsafe bytes.withUnsafeBytes { raw in
            guard let reader = unsafe BIO_new_mem_buf(raw.baseAddress, Int32(clamping: raw.count)) else { return nil }
            defer { unsafe BIO_free(reader) }
            return unsafe body(reader)
        }
    }

    private static func failure(_ action: String) -> Failure {
        ERR_clear_error()
        return Failure(description: "OpenSSL could not \(action)")
    }
}
