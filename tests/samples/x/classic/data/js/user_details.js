var user_details =  {
  "expanded_url" : "http:\/\/blog.example.org",
  "screen_name" : "joabbott",
  "location" : "Hull",
  "full_name" : "Jo Abbott",
  "bio" : "NQT",
  "id" : "71",
  "created_at" : "2009-05-05 17:34:11 +0000"
}
