/** A certificate for localhost that nobody vouches for, and its key. Worth nothing. */
export const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUIxNB3N/mebsR1UTpRECDmtezE5kwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzExNDIwM1oYDzIxMjYxMDMw
MTE0MjAzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATpkSGvbn71geElCZCfu02qGzKb8wr1NoG5KPPDmDl+R0a6bwvTd9kp
sur0naTX2P5LZdFAn5GFgb6d689LA+Cdo2kwZzAdBgNVHQ4EFgQUqKv/VsgjzjIh
CRkvBHRymTy8owUwHwYDVR0jBBgwFoAUqKv/VsgjzjIhCRkvBHRymTy8owUwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhALCpK7v0L/jU2kMypl2FbNqbkYZxbb9q9dthd3L7gXQjAiEAgW0JHRiW
O7qX2TMHw7qsHbr/lwJYzFB58H7pGRmWlLI=
-----END CERTIFICATE-----`

/** The key that goes with it. */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgW+vH9LO2EeHjkhIk
T/tAtExwHzXs7//baKlVNv6/S5ShRANCAATpkSGvbn71geElCZCfu02qGzKb8wr1
NoG5KPPDmDl+R0a6bwvTd9kpsur0naTX2P5LZdFAn5GFgb6d689LA+Cd
-----END PRIVATE KEY-----`
